// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"net/netip"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	cloudprovider "k8s.io/cloud-provider"
	"k8s.io/klog/v2"
	"k8s.io/utils/ptr"
)

// provider is a cloud that has load balancers and nothing else. A balancer is an address of a pool:
// kube-proxy carries the traffic to it, and the network has to route it to a node.
type provider struct {
	cloudprovider.Interface
	addresses *pool
}

// providerName is what --cloud-provider has to say.
const providerName = "address-pool"

// Initialize leases the addresses that Services have from an earlier run, before any other gets one.
func (p *provider) Initialize(clients cloudprovider.ControllerClientBuilder, _ <-chan struct{}) {
	services, err := clients.ClientOrDie("address-pool").CoreV1().Services(metav1.NamespaceAll).
		List(context.Background(), metav1.ListOptions{})
	if err != nil {
		klog.Fatalf("cannot list Services for the addresses in use: %v", err)
	}
	for i := range services.Items {
		if service := &services.Items[i]; len(service.Status.LoadBalancer.Ingress) > 0 {
			if _, err := p.lease(service); err != nil {
				klog.Warningf("the addresses of %s: %v", klog.KObj(service), err)
			}
		}
	}
}

// LoadBalancer is the one part that this cloud has.
func (p *provider) LoadBalancer() (cloudprovider.LoadBalancer, bool) { return p, true }

// ProviderName is what --cloud-provider has to say.
func (p *provider) ProviderName() string { return providerName }

// HasClusterID is true, as the controller wants it; one pool serves one cluster.
func (p *provider) HasClusterID() bool { return true }

// GetLoadBalancer tells whether the Service has an address.
func (p *provider) GetLoadBalancer(
	_ context.Context, _ string, service *v1.Service) (*v1.LoadBalancerStatus, bool, error) {
	return &service.Status.LoadBalancer, p.addresses.owns(service.UID), nil
}

// GetLoadBalancerName is the usual one.
func (p *provider) GetLoadBalancerName(_ context.Context, _ string, service *v1.Service) string {
	return cloudprovider.DefaultLoadBalancerName(service)
}

// EnsureLoadBalancer gives the Service one address of each of its families.
func (p *provider) EnsureLoadBalancer(
	_ context.Context, _ string, service *v1.Service, _ []*v1.Node) (*v1.LoadBalancerStatus, error) {
	leased, err := p.lease(service)
	if err != nil {
		return nil, err
	}
	status := &v1.LoadBalancerStatus{}
	for _, address := range leased {
		status.Ingress = append(status.Ingress,
			v1.LoadBalancerIngress{IP: address.String(), IPMode: ptr.To(v1.LoadBalancerIPModeVIP)})
	}
	return status, nil
}

// UpdateLoadBalancer does nothing: an address does not depend on the nodes.
func (p *provider) UpdateLoadBalancer(context.Context, string, *v1.Service, []*v1.Node) error {
	return nil
}

// EnsureLoadBalancerDeleted gives the addresses of the Service back.
func (p *provider) EnsureLoadBalancerDeleted(_ context.Context, _ string, service *v1.Service) error {
	p.addresses.free(service.UID)
	return nil
}

func (p *provider) lease(service *v1.Service) ([]netip.Addr, error) {
	var preferred []netip.Addr
	for _, ingress := range service.Status.LoadBalancer.Ingress {
		if address, err := netip.ParseAddr(ingress.IP); err == nil {
			preferred = append(preferred, address)
		}
	}
	return p.addresses.lease(service.UID, service.Spec.IPFamilies, preferred)
}
