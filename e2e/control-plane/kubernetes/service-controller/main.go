// SPDX-License-Identifier: Apache-2.0

// Command service-controller runs the service load-balancer controller of k8s.io/cloud-provider
// with a cloud that gives each Service of type LoadBalancer an address of a pool.
package main

import (
	"os"

	"k8s.io/apimachinery/pkg/util/wait"
	cloudprovider "k8s.io/cloud-provider"
	"k8s.io/cloud-provider/app"
	"k8s.io/cloud-provider/app/config"
	"k8s.io/cloud-provider/names"
	"k8s.io/cloud-provider/options"
	"k8s.io/component-base/cli"
	cliflag "k8s.io/component-base/cli/flag"
	"k8s.io/klog/v2"
)

func main() {
	defaults, err := options.NewCloudControllerManagerOptions()
	if err != nil {
		klog.Fatalf("cannot make the options: %v", err)
	}
	defaults.KubeCloudShared.CloudProvider.Name = providerName
	defaults.Generic.LeaderElection.LeaderElect = false
	defaults.Webhook, defaults.WebhookServing = nil, nil

	flags := cliflag.NamedFlagSets{}
	cidrs := flags.FlagSet(providerName).StringSlice("pool", nil,
		"The prefixes that LoadBalancer Services get their addresses from, IPv4 and IPv6.")
	newCloud := func(*config.CompletedConfig) cloudprovider.Interface {
		addresses, err := newPool(*cidrs)
		if err != nil {
			klog.Fatalf("--pool: %v", err)
		}
		return &provider{addresses: addresses}
	}
	controllers := map[string]app.ControllerInitFuncConstructor{
		names.ServiceLBController: app.DefaultInitFuncConstructors[names.ServiceLBController],
	}
	command := app.NewCloudControllerManagerCommand(
		defaults, newCloud, controllers, names.CCMControllerAliases(), flags, wait.NeverStop)
	command.Use = "service-controller"
	command.Long = "The service load-balancer controller of Kubernetes with a pool of addresses as its cloud."
	os.Exit(cli.Run(command))
}
