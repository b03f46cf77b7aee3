package io.multiregion.stories.props;

import io.multiregion.lab.client.SignIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests as a load balancer passes them on: all regions are asked by one name. Java's own client lets nobody choose the name. */
public record FrontDoor(URI region, String name) {

    /** Posts a form, and returns what comes back: status line, headers, text. */
    public String post(String path, Map<String, String> headers, Map<String, String> form) {
        return post(path, headers, "application/x-www-form-urlencoded", SignIn.encoded(form));
    }

    /** Posts anything. */
    public String post(String path, Map<String, String> headers, String type, String text) {
        var body = text.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n"
                + "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n");
        headers.forEach((header, value) ->
                head.append(header).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket(region.getHost(), region.getPort())) {
            var out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
