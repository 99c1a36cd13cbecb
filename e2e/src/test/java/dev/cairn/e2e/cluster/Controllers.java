// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import java.util.ArrayList;
import java.util.List;

/** What turns objects into other objects and into traffic: scheduler, controller manager, kube-proxy, service controller. */
final class Controllers implements AutoCloseable {
    private static final int READY_SECONDS = 60;
    private static final String CONTROLLERS = String.join(
            ",",
            "deployment-controller",
            "replicaset-controller",
            "statefulset-controller",
            "endpoints-controller",
            "endpointslice-controller",
            "endpointslice-mirroring-controller",
            "namespace-controller",
            "serviceaccount-controller",
            "garbage-collector-controller");

    private final ControlPlane plane;
    private final List<Daemon> daemons = new ArrayList<>();

    /** Starts them; the node must exist, since kube-proxy asks for its addresses. */
    Controllers(ControlPlane plane, String node) {
        this.plane = plane;
        start(
                "kube-controller-manager",
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + FreePorts.next(),
                "--cert-dir=" + plane.folder().resolve("controller-manager"),
                "--controllers=" + CONTROLLERS,
                "--endpointslice-updates-batch-period=0s",
                "--endpoint-updates-batch-period=0s",
                "--concurrent-gc-syncs=5",
                "--service-account-private-key-file=" + SigningKey.privateKey(plane.folder()));
        start(
                "kube-scheduler",
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + FreePorts.next(),
                "--cert-dir=" + plane.folder().resolve("scheduler"));
        int health = FreePorts.next();
        Daemon proxy = start(
                "kube-proxy",
                "--proxy-mode=nftables",
                "--hostname-override=" + node,
                "--cluster-cidr=" + Net.POD_RANGES,
                "--healthz-bind-address=127.0.0.1:" + health,
                "--metrics-bind-address=127.0.0.1:" + FreePorts.next(),
                "--conntrack-max-per-core=0",
                "--conntrack-tcp-timeout-established=0",
                "--conntrack-tcp-timeout-close-wait=0");
        start(
                "service-controller",
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + FreePorts.next(),
                "--cert-dir=" + plane.folder().resolve("service-controller"),
                "--pool=" + Net.LOAD_BALANCER_POOL);
        proxy.await(READY_SECONDS, () -> Http.isOk("http://127.0.0.1:" + health + "/healthz"));
    }

    private Daemon start(String program, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Settings.program(program).toString());
        command.add("--kubeconfig=" + plane.adminKubeconfig());
        command.addAll(List.of(flags));
        Daemon daemon = Daemon.start(program, plane.folder(), command);
        daemons.add(daemon);
        return daemon;
    }

    @Override
    public void close() {
        daemons.forEach(Daemon::close);
    }
}
