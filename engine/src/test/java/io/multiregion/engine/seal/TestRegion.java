package io.multiregion.engine.seal;

import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A region with a fresh key. */
public record TestRegion(String name, TestKey key) {

    static TestRegion of(String name, String algorithm) {
        return new TestRegion(name, TestKey.make(name, algorithm, Duration.ofDays(1), TestKey.ANY));
    }

    public static TestRegion rsa(String name) {
        return of(name, "RSA");
    }

    public static TestRegion ec(String name) {
        return of(name, "EC");
    }

    /** One whose key costs next to nothing and protects nothing: for tests that send messages by the hundred thousand. */
    public static TestRegion quick(String name) {
        return new TestRegion(name, TestKey.make(name, "RSA", 1024, Duration.ofDays(1), TestKey.ANY));
    }

    static TestRegion expired(String name) {
        return new TestRegion(name, TestKey.make(name, "EC", Duration.ofHours(-1), TestKey.ANY));
    }

    public X509Certificate certificate() {
        return key.certificate();
    }

    public RegionKeys keys() {
        return keys(key);
    }

    public static RegionKeys keys(IdentityKey... keys) {
        return new RegionKeys(List.of(keys));
    }

    /** The envelope of this region, which trusts the others. */
    public Envelope trusting(TestRegion... others) {
        return new Envelope(name, keys(), new TestTrust(others));
    }

    /** The announcements of this region, which trusts the others. */
    public Announcements announcing(TestRegion... others) {
        return new Announcements(name, trusting(others), new TestTrust(others), Clock.systemUTC());
    }
}
