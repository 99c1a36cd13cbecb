// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"testing"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	cloudprovider "k8s.io/cloud-provider"
)

func TestTheStatusHoldsVirtualAddressesInTheOrderOfTheFamilies(t *testing.T) {
	p := &provider{addresses: poolOf(t, prefixes...)}
	status := ensure(t, p, service("a", dualSix))
	if len(status) != 2 || status[0].IP != "fd00:100::1" || status[1].IP != "10.100.0.1" {
		t.Fatalf("got %v", status)
	}
	for _, ingress := range status {
		if ingress.IPMode == nil || *ingress.IPMode != v1.LoadBalancerIPModeVIP {
			t.Errorf("%s: got mode %v", ingress.IP, ingress.IPMode)
		}
	}
}

func TestABalancerExistsFromEnsureUntilItIsDeleted(t *testing.T) {
	p := &provider{addresses: poolOf(t, prefixes...)}
	exists := func() bool {
		_, found, err := p.GetLoadBalancer(context.Background(), "", service("a", ipv4))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if exists() {
		t.Error("there before it was made")
	}
	ensure(t, p, service("a", ipv4))
	if !exists() {
		t.Error("not there after it was made")
	}
	if err := p.EnsureLoadBalancerDeleted(context.Background(), "", service("a", ipv4)); err != nil {
		t.Fatal(err)
	}
	if exists() {
		t.Error("there after it was deleted")
	}
}

func TestAfterARestartNoAddressInUseIsGivenToAnother(t *testing.T) {
	p := &provider{addresses: poolOf(t, prefixes...)}
	used := service("old", ipv4, "10.100.0.1")
	p.Initialize(clients{client: fake.NewClientset(used)}, nil)
	if status := ensure(t, p, service("new", ipv4)); status[0].IP != "10.100.0.2" {
		t.Errorf("the new Service got %s", status[0].IP)
	}
	if status := ensure(t, p, used); status[0].IP != "10.100.0.1" {
		t.Errorf("the old Service got %s", status[0].IP)
	}
}

func ensure(t *testing.T, p *provider, service *v1.Service) []v1.LoadBalancerIngress {
	t.Helper()
	status, err := p.EnsureLoadBalancer(context.Background(), "", service, nil)
	if err != nil {
		t.Fatal(err)
	}
	return status.Ingress
}

func service(name string, families []v1.IPFamily, addresses ...string) *v1.Service {
	s := &v1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name, UID: types.UID(name)},
		Spec:       v1.ServiceSpec{Type: v1.ServiceTypeLoadBalancer, IPFamilies: families},
	}
	for _, address := range addresses {
		s.Status.LoadBalancer.Ingress = append(s.Status.LoadBalancer.Ingress, v1.LoadBalancerIngress{IP: address})
	}
	return s
}

// clients gives the same client to every controller.
type clients struct {
	cloudprovider.ControllerClientBuilder
	client kubernetes.Interface
}

func (c clients) ClientOrDie(string) kubernetes.Interface { return c.client }
