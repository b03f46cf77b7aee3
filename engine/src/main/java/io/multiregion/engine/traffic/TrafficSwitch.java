package io.multiregion.engine.traffic;

import io.multiregion.engine.settings.DnsSettings;
import java.util.Optional;

/**
 * Sends users to this region after it has become the primary of a realm. The promotion stands before this is called and whatever
 * comes of it: a failure is told by {@link TrafficException}, undoes nothing, and the caller asks again later
 * ({@link RepeatedSwitch}).
 */
public interface TrafficSwitch {

    /**
     * Blocks until users are sent here as far as this region can do that, for some seconds at most. May be called at any time on
     * any thread, for several realms at once, and again for what is done already, which changes nothing. Users may go on coming
     * to other regions for as long as they remember an older answer; those serve them as secondaries.
     *
     * @param label the label that the realm has had since its replication began; null if nobody who may gave it one
     * @throws TrafficException if users are not sent here; says what to do
     */
    void promoted(String label);

    /** What moves for all realms when the role moves for one of them, as the name of a DNS record; empty if nothing does. */
    default Optional<String> shared() {
        return Optional.empty();
    }

    /** Whether a realm's label becomes a name that users are sent by. */
    default boolean usesLabels() {
        return false;
    }

    /** Nothing to do here: health checks look at the regions and send users where they belong. */
    static TrafficSwitch none() {
        return label -> {};
    }

    /**
     * Points a DNS record at this region.
     *
     * @throws IllegalArgumentException if dnsjava is not installed, or a name or target can't be one; says what to do
     */
    static TrafficSwitch dns(DnsSettings settings) {
        // asked here, as the class that uses the library can't even be loaded without it
        try {
            Class.forName("org.xbill.DNS.Update", false, TrafficSwitch.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Keycloak Multi-Region can't start: traffic is dns, which needs the library"
                            + " dnsjava: put dnsjava-3.7.1.jar (Maven Central: dnsjava:dnsjava:3.7.1) into providers/ and run"
                            + " kc.sh build");
        }
        try {
            return new DnsUpdate(settings);
        } catch (TrafficException e) {
            throw new IllegalArgumentException("Keycloak Multi-Region can't start: " + e.getMessage(), e);
        }
    }
}
