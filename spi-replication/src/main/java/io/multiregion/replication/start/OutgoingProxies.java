package io.multiregion.replication.start;

import io.multiregion.engine.peer.mailbox.Mailbox;
import io.multiregion.engine.settings.Settings;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.http.HttpHost;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.keycloak.Config;
import org.keycloak.connections.httpclient.ProxyMappings;

/**
 * The proxies on this server's way out, as Keycloak was told of them for what it asks others: by its setting {@code proxy-mappings}, else
 * by {@code HTTPS_PROXY} and {@code NO_PROXY}. Where it was told of none, those that Java was told of hold.
 */
final class OutgoingProxies extends ProxySelector {

    private static final int HTTP = 80;

    /** No proxy reaches what is on this machine. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]|null");

    private final ProxyMappings mappings;

    private OutgoingProxies(ProxyMappings mappings) {
        this.mappings = mappings;
    }

    /** The network by which messages go to other regions. */
    static HttpClient.Builder network(Settings settings) {
        HttpClient.Builder network = HttpClient.newBuilder();
        settings.tls().ifPresent(key -> network.sslContext(key.context()));
        String[] told = Config.scope("connectionsHttpClient", "default").getArray("proxy-mappings");
        through(network, told, System::getenv);
        return network;
    }

    /** The mailbox that the settings name, reached by this network if it is not a directory. */
    static Optional<Mailbox.Place> mailbox(Settings settings) {
        return settings.network().mailbox().map(place -> Mailbox.Place.of(place, network(settings)));
    }

    /** @param environment the value of a variable by its name, or null */
    static void through(HttpClient.Builder network, String[] told, UnaryOperator<String> environment) {
        ProxyMappings mappings = told != null && told.length > 0
                ? ProxyMappings.valueOf(told)
                : ProxyMappings.withFixedProxyMapping(
                        either(environment, "HTTPS_PROXY", "HTTP_PROXY"), either(environment, "NO_PROXY"));
        if (mappings != null && !mappings.isEmpty()) {
            OutgoingProxies proxies = new OutgoingProxies(mappings);
            network.proxy(proxies).authenticator(proxies.new Credentials());
        }
    }

    /** In lower case first, as Keycloak looks for them. */
    private static String either(UnaryOperator<String> environment, String... names) {
        for (String name : names) {
            for (String spelled : List.of(name.toLowerCase(Locale.ROOT), name)) {
                String value = environment.apply(spelled);
                if (value != null && !value.isBlank()) {
                    return value;
                }
            }
        }
        return null;
    }

    @Override
    public List<Proxy> select(URI region) {
        HttpHost proxy = LOOPBACK.matcher(String.valueOf(region.getHost())).matches()
                ? null
                : mappings.getProxyFor(region.getHost()).getProxyHost();
        return List.of(
                proxy == null
                        ? Proxy.NO_PROXY
                        : new Proxy(
                                Proxy.Type.HTTP,
                                InetSocketAddress.createUnresolved(
                                        proxy.getHostName(), proxy.getPort() < 0 ? HTTP : proxy.getPort())));
    }

    @Override
    public void connectFailed(URI region, SocketAddress proxy, IOException failure) {
        // whoever sends the message says so
    }

    /** For a proxy that asks who we are, and for nobody else. */
    private final class Credentials extends Authenticator {

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY || getRequestingURL() == null) {
                return null;
            }
            UsernamePasswordCredentials known =
                    mappings.getProxyFor(getRequestingURL().getHost()).getProxyCredentials();
            return known == null
                    ? null
                    : new PasswordAuthentication(
                            known.getUserName(), known.getPassword().toCharArray());
        }
    }
}
