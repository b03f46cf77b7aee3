package io.multiregion.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The one address of both regions, as a load balancer or DNS gives it to users: a port on this machine that leads to one of them. */
final class Front implements AutoCloseable {

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;

    Front() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("front", this::accept);
    }

    String url() {
        return "http://localhost:" + door.getLocalPort();
    }

    /** Leads there from now on. Connections that are open end: who keeps one would go on asking the former region. */
    void leadTo(String host, int port) {
        target = new InetSocketAddress(host, port);
        open.forEach(Front::end);
    }

    @Override
    public void close() {
        end(door);
        open.forEach(Front::end);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var user = door.accept();
                open.add(user);
                start("front-in", () -> connect(user));
            } catch (IOException e) {
                // closed, or a user who is gone already
            }
        }
    }

    private void connect(Socket user) {
        try (var region = new Socket()) {
            open.add(region);
            region.connect(target);
            start("front-out", () -> copy(region, user));
            copy(user, region);
            open.remove(region);
        } catch (IOException e) {
            // as with any load balancer whose region is gone: the user's connection ends
        } finally {
            end(user);
            open.remove(user);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them has ended it
        } finally {
            end(to);
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it is gone, as it should be
        }
    }

    private static void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
