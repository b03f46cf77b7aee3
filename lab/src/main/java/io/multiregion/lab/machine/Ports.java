package io.multiregion.lab.machine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports on the loopback address. They are below those that systems give to outgoing connections (from 32768 on Linux), so that a server
 * that is stopped finds its port free when it comes back.
 */
public final class Ports {

    private static final int FIRST = 15_000;
    private static final int END = 32_000;

    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** One that nobody has, and that this process has not given to anybody. */
    public static int free() {
        int port = FIRST + RANDOM.nextInt(END - FIRST);
        while (!isFree(port) || !GIVEN.add(port)) {
            port = FIRST + RANDOM.nextInt(END - FIRST);
        }
        return port;
    }

    /** The wished port, or another one if somebody has it. */
    public static int freeOr(int wished) {
        return isFree(wished) ? wished : free();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
