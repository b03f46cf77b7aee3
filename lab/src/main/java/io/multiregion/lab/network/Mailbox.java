package io.multiregion.lab.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes every mail and keeps its text. */
public final class Mailbox implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> mails = new CopyOnWriteArrayList<>();

    private Mailbox(ServerSocket server) {
        this.server = server;
    }

    public static Mailbox open() {
        try {
            var mailbox = new Mailbox(new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1")));
            background(mailbox::accept);
            return mailbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The texts of all mails so far, as they were sent. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                background(() -> talk(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(socket, "220 mailbox");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("DATA")) {
                    say(socket, "354 go on");
                    mails.add(text(in));
                }
                say(socket, verb.startsWith("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static String text(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void background(Runnable task) {
        var thread = new Thread(task, "mailbox");
        thread.setDaemon(true);
        thread.start();
    }
}
