package io.multiregion.stories.parties;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A back end that takes access tokens of a realm, and asks it for its keys only: Nimbus, as it comes. */
final class Verifier {

    private final AtomicInteger fetched = new AtomicInteger();
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    Verifier(URI realm) throws MalformedURLException {
        var http = new DefaultResourceRetriever(5000, 5000);
        ResourceRetriever counting = address -> {
            fetched.incrementAndGet();
            return http.retrieveResource(address);
        };
        var address = URI.create(realm + "/protocol/openid-connect/certs").toURL();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256, JWKSourceBuilder.create(address, counting).build()));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                new JWTClaimsSet.Builder().issuer(realm.toString()).build(), Set.of("sub", "exp", "sid")));
    }

    /** Raises unless the realm has signed it and it is good now. Returns the session's id. */
    String session(String token) {
        try {
            return processor.process(token, null).getStringClaim("sid");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new AssertionError("Refused: " + token, e);
        }
    }

    /** How often it has asked for the keys. */
    int fetched() {
        return fetched.get();
    }
}
