// SPDX-License-Identifier: Apache-2.0
package dev.cairn.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** As much of an API server as the DNS server asks of it: a streaming list of each resource, over TLS. */
final class StandInApi implements AutoCloseable {
    static final char[] PASSWORD = "training".toCharArray();

    private static final Map<String, String> OBJECTS = Map.of(
            "namespaces",
            "{'kind':'Namespace','apiVersion':'v1','metadata':{'name':'shop','resourceVersion':'1','uid':'1'}}",
            "services",
            "{'kind':'Service','apiVersion':'v1','metadata':{'name':'orders','namespace':'shop','resourceVersion':'2','uid':'2'},"
                    + "'spec':{'type':'ClusterIP','clusterIP':'10.96.0.7','clusterIPs':['10.96.0.7'],'ipFamilies':['IPv4'],"
                    + "'ports':[{'name':'http','protocol':'TCP','port':80,'targetPort':8080}]}}",
            "endpointslices",
            "{'kind':'EndpointSlice','apiVersion':'discovery.k8s.io/v1','addressType':'IPv4','metadata':{'name':'orders-1',"
                    + "'namespace':'shop','resourceVersion':'3','uid':'3','labels':{'kubernetes.io/service-name':'orders'}},"
                    + "'endpoints':[{'addresses':['10.244.0.9'],'conditions':{'ready':true},"
                    + "'targetRef':{'kind':'Pod','namespace':'shop','name':'orders-a','uid':'4'}}],"
                    + "'ports':[{'name':'http','protocol':'TCP','port':8080}]}");
    private static final String END_OF_LIST = "{'type':'BOOKMARK','object':{'kind':'%s','apiVersion':'v1','metadata':"
            + "{'resourceVersion':'9','annotations':{'k8s.io/initial-events-end':'true'}}}}";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    private StandInApi(HttpsServer server) {
        this.server = server;
    }

    /** Listens on a free port of 127.0.0.1 with the key of this store. */
    static StandInApi start(Path keyStore) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keyStore)));
        StandInApi api = new StandInApi(server);
        server.createContext("/", api::answer);
        server.setExecutor(api.threads);
        server.start();
        return api;
    }

    private static SSLContext context(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** All there is, then nothing new until the end. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String resource = path.substring(path.lastIndexOf('/') + 1);
        String object = OBJECTS.get(resource);
        if (object == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, "{'type':'ADDED','object':" + object + "}");
            write(out, END_OF_LIST.formatted(object.substring(9, object.indexOf('\'', 9))));
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write((event.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
