package io.multiregion.engine.seal.pass;

import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.PeerCertificates;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.trust.TrustedRegions;
import java.time.Clock;
import java.util.Base64;
import java.util.function.LongSupplier;

/**
 * What goes ahead of a message, so that it is known who sends it before a byte of it is read: its header, and the proof that a trusted
 * region says so. Proving costs no use of a key, but for the first time that a region shows its {@link Pass}.
 *
 * <pre>
 * header "." pass "." proof    each in base64url without padding: the header as it is signed in the message,
 *                              a sealed message of type PASS, HMAC-SHA256 of the header with the pass's key
 * </pre>
 *
 * It lets nobody write anything: the message itself has to be what the sender sealed. Safe for use by several threads.
 */
public final class Announcements {

    /** The field of an HTTP request that it stands in. */
    public static final String FIELD = "Multi-Region-Header";

    static final int MAX_PASS = 3072;

    private static final int MAX_LETTERS =
            letters(HeaderFormat.MAX_BYTES) + letters(MAX_PASS) + 2 + letters(Pass.PROOF_BYTES);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String region;
    private final HeaderFormat headers = new HeaderFormat();
    private final OwnPasses own;
    private final ShownPasses shown;

    /** @param envelope of this region, with the same keys and the same trust */
    public Announcements(String region, Envelope envelope, TrustedRegions trusted, Clock clock) {
        this(region, envelope, trusted, clock, System::nanoTime);
    }

    public Announcements(String region, Envelope envelope, TrustedRegions trusted, Clock clock, LongSupplier nanos) {
        this.region = region;
        PeerCertificates peers = new PeerCertificates(trusted);
        this.own = new OwnPasses(region, envelope, peers, clock, nanos);
        this.shown = new ShownPasses(envelope, peers, clock, nanos);
    }

    /**
     * What is to go ahead of a message with this header.
     *
     * @throws IllegalArgumentException if the header is out of bounds
     * @throws IllegalStateException if the recipient is not trusted
     * @throws KeyException if a new pass is needed and the key of this region cannot sign now
     */
    public String announce(Header header) {
        byte[] bytes = headers.encode(header);
        OwnPasses.Held pass = own.to(header.to());
        return String.join(
                ".",
                ENCODER.encodeToString(bytes),
                ENCODER.encodeToString(pass.sealed()),
                ENCODER.encodeToString(pass.pass().proof(bytes)));
    }

    /**
     * The header of the message that comes: for this region, from the trusted region that it names.
     *
     * @throws NotAcceptedException for everything else
     * @throws KeyUnavailableException if nothing is wrong so far, but the key that opens the pass cannot be reached
     */
    public Header prove(String announcement) throws NotAcceptedException {
        if (announcement.length() > MAX_LETTERS) {
            throw new NotAcceptedException("the announcement has more than " + MAX_LETTERS + " letters");
        }
        String[] parts = announcement.split("\\.", -1);
        if (parts.length != 3) {
            throw new NotAcceptedException("the announcement is not of three parts");
        }
        byte[] bytes = decode(parts[0]);
        Header header = headers.decode(bytes);
        if (!header.to().equals(region)) {
            throw new NotAcceptedException("a message is announced that is for region " + header.to());
        }
        shown.of(header.from(), decode(parts[1])).prove(bytes, decode(parts[2]));
        return header;
    }

    private static byte[] decode(String text) throws NotAcceptedException {
        try {
            byte[] bytes = DECODER.decode(text);
            if (ENCODER.encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new NotAcceptedException("the announcement is not in base64url");
    }

    private static int letters(int bytes) {
        return (bytes * 4 + 2) / 3;
    }
}
