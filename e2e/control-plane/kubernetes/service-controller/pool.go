// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/netip"
	"sync"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// pool lends the addresses of some prefixes, at most one of each IP family to an owner.
// It is safe for concurrent use.
type pool struct {
	prefixes []netip.Prefix

	mu     sync.Mutex
	owners map[netip.Addr]types.UID
}

// newPool makes a pool of all addresses of the prefixes but the first of each, which names the network.
func newPool(cidrs []string) (*pool, error) {
	if len(cidrs) == 0 {
		return nil, fmt.Errorf("an address pool needs at least one prefix")
	}
	p := &pool{owners: map[netip.Addr]types.UID{}}
	for _, cidr := range cidrs {
		prefix, err := netip.ParsePrefix(cidr)
		if err != nil {
			return nil, fmt.Errorf("address pool: %w", err)
		}
		if prefix.IsSingleIP() {
			return nil, fmt.Errorf("address pool: %s holds no address but its first", cidr)
		}
		p.prefixes = append(p.prefixes, prefix.Masked())
	}
	return p, nil
}

// lease gives the owner one address of each family, in that order, and takes back those of other families.
// What the owner has stays; else an address of preferred is taken when it is free, else the lowest free one.
// Nothing changes when a family has none left.
func (p *pool) lease(owner types.UID, families []v1.IPFamily, preferred []netip.Addr) ([]netip.Addr, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	leased := make([]netip.Addr, 0, len(families))
	for _, family := range families {
		address, found := p.choose(owner, family, preferred)
		if !found {
			return nil, fmt.Errorf("no free %s address in %v", family, p.prefixes)
		}
		leased = append(leased, address)
	}
	p.release(owner)
	for _, address := range leased {
		p.owners[address] = owner
	}
	return leased, nil
}

// owns tells whether the owner has an address.
func (p *pool) owns(owner types.UID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, other := range p.owners {
		if other == owner {
			return true
		}
	}
	return false
}

// free takes back all addresses of the owner.
func (p *pool) free(owner types.UID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.release(owner)
}

func (p *pool) release(owner types.UID) {
	for address, other := range p.owners {
		if other == owner {
			delete(p.owners, address)
		}
	}
}

func (p *pool) choose(owner types.UID, family v1.IPFamily, preferred []netip.Addr) (netip.Addr, bool) {
	for address, other := range p.owners {
		if other == owner && familyOf(address) == family {
			return address, true
		}
	}
	for _, address := range preferred {
		if familyOf(address) == family && p.holds(address) && p.owners[address] == "" {
			return address, true
		}
	}
	for _, prefix := range p.prefixes {
		if familyOf(prefix.Addr()) != family {
			continue
		}
		for address := prefix.Addr().Next(); prefix.Contains(address); address = address.Next() {
			if p.owners[address] == "" {
				return address, true
			}
		}
	}
	return netip.Addr{}, false
}

func (p *pool) holds(address netip.Addr) bool {
	for _, prefix := range p.prefixes {
		if prefix.Contains(address) && address != prefix.Addr() {
			return true
		}
	}
	return false
}

func familyOf(address netip.Addr) v1.IPFamily {
	if address.Is4() {
		return v1.IPv4Protocol
	}
	return v1.IPv6Protocol
}
