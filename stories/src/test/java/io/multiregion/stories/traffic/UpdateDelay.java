package io.multiregion.stories.traffic;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/** Somebody on the way to a name server who lets something else happen before the first update passes. */
final class UpdateDelay implements AutoCloseable {

    private static final int UPDATE = 5;

    private final ServerSocket server;
    private final int target;
    private final AtomicReference<Runnable> before;

    private UpdateDelay(ServerSocket server, int target, Runnable before) {
        this.server = server;
        this.target = target;
        this.before = new AtomicReference<>(before);
    }

    static UpdateDelay on(int target, Runnable before) {
        try {
            var delay = new UpdateDelay(new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1")), target, before);
            var thread = new Thread(delay::accept, "update-delay");
            thread.setDaemon(true);
            thread.start();
            return delay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (var client = server.accept();
                    var name = new Socket("127.0.0.1", target)) {
                pass(client, name);
            } catch (IOException e) {
                // this connection is over; the next one is not affected
            }
        }
    }

    /** Question and answer by turns, each after its length (RFC 7766). */
    private void pass(Socket client, Socket name) throws IOException {
        var questions = new DataInputStream(client.getInputStream());
        var answers = new DataInputStream(name.getInputStream());
        while (true) {
            var question = read(questions);
            if ((question[2] >> 3 & 15) == UPDATE && before.get() != null) {
                before.getAndSet(null).run();
            }
            write(name, question);
            write(client, read(answers));
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        var message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }

    private static void write(Socket to, byte[] message) throws IOException {
        var framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        to.getOutputStream().write(framed);
    }
}
