// SPDX-License-Identifier: Apache-2.0
package dev.cairn.discovery.manifests.cluster;

import dev.cairn.discovery.AddressFamily;
import dev.cairn.discovery.IpAddress;
import dev.cairn.discovery.ServiceKind;
import dev.cairn.discovery.ServiceName;
import dev.cairn.discovery.manifests.object.AddressRequest;
import dev.cairn.discovery.manifests.object.AddressRequest.Policy;
import dev.cairn.discovery.manifests.object.ServiceManifest;
import dev.cairn.discovery.manifests.yaml.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives cluster IPs and node ports to Services: first those that they name themselves, then free ones. <b>Confined to</b> one thread. */
final class ServiceAllotter {
    private final AddressPools clusterIps;
    private final NodePortAllotter nodePorts;
    private final List<AddressPools.Round> rounds = new ArrayList<>();

    ServiceAllotter(List<Cidr> serviceCidrs, PortRange nodePortRange) {
        this.clusterIps = new AddressPools(serviceCidrs);
        this.nodePorts = new NodePortAllotter(nodePortRange);
    }

    /** Proposes what each Service gets; nothing is remembered before {@link #keep}. */
    ServiceAllotment allot(List<ServiceManifest> services, Problems problems) {
        rounds.clear();
        ServiceAllotment allotment = new ServiceAllotment();
        services.forEach(service -> allotment.families().put(service.declared().name(), families(service, problems)));
        allotClusterIps(services, allotment, problems);
        nodePorts.allot(services, allotment, problems);
        return allotment;
    }

    /** Makes the last proposal the one to keep to. */
    void keep() {
        rounds.forEach(AddressPools.Round::keep);
        rounds.clear();
        nodePorts.keep();
    }

    private List<AddressFamily> families(ServiceManifest service, Problems problems) {
        AddressRequest request = service.addresses();
        List<AddressFamily> families = new ArrayList<>(request.families());
        List<AddressFamily> offered = clusterIps.families();
        if (families.isEmpty()) {
            families.add(offered.get(0));
        }
        if (request.policy() == Policy.SINGLE_STACK) {
            return families.subList(0, 1);
        }
        offered.stream().filter(family -> !families.contains(family)).forEach(families::add);
        if (request.policy() == Policy.REQUIRE_DUAL_STACK && families.size() < 2) {
            service.meta()
                    .error(
                            problems,
                            "ipFamilyPolicy RequireDualStack needs a second service CIDR; there is only "
                                    + clusterIps.describe(offered.get(0)));
        }
        return families;
    }

    private void allotClusterIps(List<ServiceManifest> services, ServiceAllotment allotment, Problems problems) {
        Map<IpAddress, ServiceManifest> fixed = new HashMap<>();
        Map<AddressFamily, Map<String, ServiceManifest>> wanted = new EnumMap<>(AddressFamily.class);
        for (ServiceManifest service : services) {
            if (service.declared().kind() != ServiceKind.CLUSTER_IP) {
                continue;
            }
            ServiceName name = service.declared().name();
            Set<AddressFamily> named = EnumSet.noneOf(AddressFamily.class);
            for (IpAddress address : service.addresses().fixed()) {
                named.add(address.family());
                allotment.addClusterIp(name, address);
                reportClash(service, fixed.putIfAbsent(address, service), address, problems);
            }
            for (AddressFamily family : allotment.families(name)) {
                if (!named.contains(family)) {
                    wanted.computeIfAbsent(family, key -> new LinkedHashMap<>())
                            .put(service.meta().key(), service);
                }
            }
        }
        wanted.forEach((family, keys) -> allotFreeIps(family, keys, fixed.keySet(), allotment, problems));
    }

    private void allotFreeIps(
            AddressFamily family,
            Map<String, ServiceManifest> wanted,
            Set<IpAddress> fixed,
            ServiceAllotment allotment,
            Problems problems) {
        if (!clusterIps.families().contains(family)) {
            wanted.values()
                    .forEach(service -> service.meta()
                            .error(
                                    problems,
                                    "wants an address of family " + family + ", and there is no service CIDR of it"));
            return;
        }
        AddressPools.Round round = clusterIps.allot(family, wanted.keySet(), fixed);
        rounds.add(round);
        wanted.forEach((key, service) -> {
            IpAddress address = round.addresses().get(key);
            if (address != null) {
                allotment.addClusterIp(service.declared().name(), address);
            } else {
                service.meta().error(problems, "no address is left in the service CIDR " + clusterIps.describe(family));
            }
        });
    }

    private static void reportClash(
            ServiceManifest service, @Nullable ServiceManifest holder, IpAddress address, Problems problems) {
        if (holder != null) {
            service.meta()
                    .error(
                            problems,
                            "clusterIP " + address + " is taken by " + holder.meta() + " in "
                                    + holder.meta().place());
        }
    }
}
