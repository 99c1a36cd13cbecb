// SPDX-License-Identifier: Apache-2.0

package main

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

var (
	ipv4     = []v1.IPFamily{v1.IPv4Protocol}
	ipv6     = []v1.IPFamily{v1.IPv6Protocol}
	dual     = []v1.IPFamily{v1.IPv4Protocol, v1.IPv6Protocol}
	dualSix  = []v1.IPFamily{v1.IPv6Protocol, v1.IPv4Protocol}
	prefixes = []string{"10.100.0.0/29", "fd00:100::/125"}
)

func TestLeasesOneAddressPerFamilyInTheirOrder(t *testing.T) {
	p := poolOf(t, prefixes...)
	leases(t, p, "a", ipv4, nil, "10.100.0.1")
	leases(t, p, "b", dual, nil, "10.100.0.2", "fd00:100::1")
	leases(t, p, "c", dualSix, nil, "fd00:100::2", "10.100.0.3")
	leases(t, p, "d", ipv6, nil, "fd00:100::3")
}

func TestAnOwnerKeepsWhatItHas(t *testing.T) {
	p := poolOf(t, prefixes...)
	leases(t, p, "a", ipv4, nil, "10.100.0.1")
	leases(t, p, "b", ipv4, nil, "10.100.0.2")
	p.free("a")
	leases(t, p, "b", ipv4, []string{"10.100.0.5"}, "10.100.0.2")
	leases(t, p, "b", dual, nil, "10.100.0.2", "fd00:100::1")
}

func TestAFamilyThatIsNoLongerAskedForIsFree(t *testing.T) {
	p := poolOf(t, prefixes...)
	leases(t, p, "a", dual, nil, "10.100.0.1", "fd00:100::1")
	leases(t, p, "a", ipv6, nil, "fd00:100::1")
	leases(t, p, "b", dual, nil, "10.100.0.1", "fd00:100::2")
}

func TestAFreedAddressIsLentAgain(t *testing.T) {
	p := poolOf(t, prefixes...)
	leases(t, p, "a", dual, nil, "10.100.0.1", "fd00:100::1")
	p.free("a")
	if p.owns("a") {
		t.Error("a still owns an address")
	}
	leases(t, p, "b", dual, nil, "10.100.0.1", "fd00:100::1")
}

func TestAPreferredAddressIsTakenOnlyFromThePoolAndWhenFree(t *testing.T) {
	p := poolOf(t, prefixes...)
	leases(t, p, "a", ipv4, []string{"10.100.0.4"}, "10.100.0.4")
	leases(t, p, "b", ipv4, []string{"10.100.0.4"}, "10.100.0.1")
	leases(t, p, "c", ipv4, []string{"192.0.2.1"}, "10.100.0.2")
	leases(t, p, "d", ipv4, []string{"10.100.0.0"}, "10.100.0.3")
	leases(t, p, "e", ipv4, []string{"fd00:100::4"}, "10.100.0.5")
}

func TestAnEmptyFamilyIsAnErrorThatChangesNothing(t *testing.T) {
	p := poolOf(t, "10.100.0.0/30", "fd00:100::/127")
	leases(t, p, "a", dual, nil, "10.100.0.1", "fd00:100::1")
	if got, err := p.lease("b", dual, nil); err == nil || !strings.Contains(err.Error(), "no free IPv6 address") {
		t.Errorf("got %v, %v", got, err)
	}
	if p.owns("b") {
		t.Error("b owns an address after a failed lease")
	}
	leases(t, p, "c", ipv4, nil, "10.100.0.2")
	leases(t, p, "d", ipv4, nil, "10.100.0.3")
	if got, err := p.lease("e", ipv4, nil); err == nil {
		t.Errorf("got %v from a pool that is used up", got)
	}
}

func TestPrefixesAreChecked(t *testing.T) {
	for _, cidrs := range [][]string{{}, {"10.100.0.1"}, {"10.100.0.1/32"}, {"10.100.0.0/24", "x"}} {
		if p, err := newPool(cidrs); err == nil {
			t.Errorf("%v: got %v", cidrs, p.prefixes)
		}
	}
	leases(t, poolOf(t, "10.100.0.77/24"), "a", ipv4, nil, "10.100.0.1")
}

func poolOf(t *testing.T, cidrs ...string) *pool {
	t.Helper()
	p, err := newPool(cidrs)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func leases(t *testing.T, p *pool, owner types.UID, families []v1.IPFamily, preferred []string, want ...string) {
	t.Helper()
	got, err := p.lease(owner, families, addresses(preferred))
	if err != nil || !slices.Equal(got, addresses(want)) {
		t.Fatalf("%s: got %v, %v; want %v", owner, got, err, want)
	}
	if !p.owns(owner) {
		t.Fatalf("%s owns nothing after its lease", owner)
	}
}

func addresses(texts []string) []netip.Addr {
	var parsed []netip.Addr
	for _, text := range texts {
		parsed = append(parsed, netip.MustParseAddr(text))
	}
	return parsed
}
