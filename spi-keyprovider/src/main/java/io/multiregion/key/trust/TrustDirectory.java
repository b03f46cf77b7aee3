package io.multiregion.key.trust;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The trusted regions as a directory with one file {@code <region>.pem} for each of them: its X.509 certificate, or a few of them in a
 * row while the region changes its key.
 *
 * <p>A file is read again when it was changed or replaced. A certificate that may not be used is not trusted, nor is any of a file that
 * cannot be read to its end; either is logged once for every state of the file.
 */
public final class TrustDirectory implements TrustedRegions {

    private static final System.Logger LOG = System.getLogger(TrustDirectory.class.getName());
    private static final String SUFFIX = ".pem";

    private final Path directory;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if there is no such directory */
    public TrustDirectory(Path directory) {
        this(directory, Clock.systemUTC());
    }

    /** @param clock that certificates are valid or expired by */
    public TrustDirectory(Path directory, Clock clock) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("trust directory " + directory
                    + ": there is no such directory, create it and put <region>.pem of every trusted region there");
        }
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public List<X509Certificate> certificates(String region) {
        return Certificates.usable(held(region), clock.instant());
    }

    @Override
    public Set<String> names() {
        return all().keySet().stream()
                .filter(region -> !certificates(region).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The certificates in the file of a region as they are, expired ones and others that may not be used as well. */
    public List<X509Certificate> held(String region) {
        if (!RegionName.isValid(region)) {
            return List.of();
        }
        Path file = directory.resolve(region + SUFFIX);
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Known before = known.get(region);
            if (before == null || !before.isOf(now)) {
                before = new Known(now.lastModifiedTime(), now.size(), now.fileKey(), read(file, now));
                known.put(region, before);
            }
            return before.certificates();
        } catch (IOException e) {
            known.remove(region);
            return List.of();
        }
    }

    /** {@link #held} of every region that has a file with certificates, by name. */
    public Map<String, List<X509Certificate>> all() {
        Map<String, List<X509Certificate>> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                String region = fileName.substring(0, fileName.length() - SUFFIX.length());
                List<X509Certificate> held = held(region);
                if (!held.isEmpty()) {
                    all.put(region, held);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "trust directory {0} cannot be listed: {1}", directory, e.toString());
        }
        return all;
    }

    private List<X509Certificate> read(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile() || attributes.size() > Certificates.LONGEST) {
            LOG.log(Level.WARNING, "{0} is not trusted: not a file of at most {1} bytes", file, Certificates.LONGEST);
            return List.of();
        }
        try {
            // any byte is a letter of Latin-1: what is no PEM is found by its reader
            List<X509Certificate> certificates = Certificates.read(Files.readString(file, StandardCharsets.ISO_8859_1));
            for (X509Certificate certificate : certificates) {
                Certificates.refusal(certificate, clock.instant())
                        .ifPresent(reason -> LOG.log(
                                Level.WARNING,
                                "{0}: {1} is not trusted, {2}",
                                file,
                                certificate.getSubjectX500Principal(),
                                reason));
            }
            return certificates;
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "{0} is not trusted, {1}", file, e.getMessage());
            return List.of();
        }
    }

    /** The file key is the inode where there is one, so that a replacement of equal size and time is seen. */
    private record Known(FileTime modified, long size, Object fileKey, List<X509Certificate> certificates) {

        boolean isOf(BasicFileAttributes now) {
            return modified.equals(now.lastModifiedTime())
                    && size == now.size()
                    && Objects.equals(fileKey, now.fileKey());
        }
    }
}
