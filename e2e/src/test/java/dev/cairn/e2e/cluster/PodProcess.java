// SPDX-License-Identifier: Apache-2.0
package dev.cairn.e2e.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container of a pod as a real process in a network of its own, with its volumes, and with its readiness probe, which goes on
 * while it ends. <b>Thread-safe.</b>
 */
final class PodProcess implements Containers {
    private static final Logger LOG = LoggerFactory.getLogger(PodProcess.class);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("KUBERNETES_SERVICE_HOST", Net.API, "KUBERNETES_SERVICE_PORT", "443");

    private final String address;
    private final Probe probe;
    private final String probeUrl;
    private final long graceSeconds;
    private final NodeLoop loop;
    private final Runnable changed;
    private final PodVolumes volumes;
    private final PodNetwork network;
    private final Daemon process;
    private volatile boolean isReady;

    /**
     * Starts it.
     *
     * @param changed called on the node's loop when it is ready, or no longer
     */
    PodProcess(ControlPlane plane, NodeLoop loop, Pod pod, String address, Program program, Runnable changed) {
        this.address = address;
        this.loop = loop;
        this.changed = changed;
        Container container = pod.getSpec().getContainers().get(0);
        probe = container.getReadinessProbe();
        probeUrl = url(container);
        graceSeconds = pod.getSpec().getTerminationGracePeriodSeconds();
        volumes = new PodVolumes(plane, pod, container);
        network = PodNetwork.create(address);
        String name = pod.getMetadata().getName();
        Path folder = Settings.newFolder(name);
        process = Daemon.start(
                name, folder, network.inside(program.command(container.getArgs(), volumes.mounts(), ENVIRONMENT)));
        LOG.info("{} runs at {}, its log is in {}", name, address, folder);
        loop.after(0, this::look);
    }

    private String url(Container container) {
        HTTPGetAction action = probe.getHttpGet();
        int port = container.getPorts().stream()
                .filter(each -> each.getName().equals(action.getPort().getStrVal()))
                .findFirst()
                .map(each -> each.getContainerPort())
                .orElseGet(() -> action.getPort().getIntVal());
        return "http://" + address + ":" + port + action.getPath();
    }

    /** Brings its volumes up to date, and asks whether it is ready. */
    private void look() {
        boolean isAlive = process.isAlive();
        if (isAlive) {
            loop.after(TimeUnit.SECONDS.toMillis(probe.getPeriodSeconds()), this::look);
            volumes.refresh();
        }
        boolean wasReady = isReady;
        isReady = isAlive && Http.isOk(probeUrl);
        if (wasReady != isReady) {
            changed.run();
        }
    }

    @Override
    public boolean isReady() {
        return isReady;
    }

    @Override
    public long drainMillis() {
        return 0;
    }

    @Override
    public void kill() {
        process.kill();
        network.close();
    }

    @Override
    public void close() {
        process.stop(graceSeconds);
        network.close();
    }
}
