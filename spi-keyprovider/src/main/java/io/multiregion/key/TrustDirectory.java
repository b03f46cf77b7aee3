package io.multiregion.key;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The trusted regions as a directory with one file {@code <region>.pem}, an X.509 certificate, for each of them.
 *
 * <p>A file is read again when it was changed or replaced. A file that is no usable certificate is not trusted, and is logged once
 * for every state of the file.
 */
public final class TrustDirectory implements TrustedRegions {

    private static final System.Logger LOG = System.getLogger(TrustDirectory.class.getName());
    private static final String SUFFIX = ".pem";
    private static final long LONGEST_FILE = 64 * 1024;

    private final Path directory;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if there is no such directory */
    public TrustDirectory(Path directory) {
        this(directory, Clock.systemUTC());
    }

    TrustDirectory(Path directory, Clock clock) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("trust directory " + directory
                    + ": there is no such directory, create it and put <region>.pem of every trusted region there");
        }
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public List<X509Certificate> certificates(String region) {
        if (!RegionName.isValid(region)) {
            return List.of();
        }
        Date now = Date.from(clock.instant());
        return current(region)
                .filter(certificate -> KeyRules.refusal(certificate, now).isEmpty())
                .stream()
                .toList();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                String region = fileName.substring(0, fileName.length() - SUFFIX.length());
                if (certificate(region).isPresent()) {
                    names.add(region);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "trust directory {0} cannot be listed: {1}", directory, e.toString());
        }
        return Set.copyOf(names);
    }

    private Optional<X509Certificate> current(String region) {
        Path file = directory.resolve(region + SUFFIX);
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Known before = known.get(region);
            if (before == null || !before.isOf(now)) {
                before = new Known(now.lastModifiedTime(), now.size(), now.fileKey(), read(file, now));
                known.put(region, before);
            }
            return before.certificate();
        } catch (IOException e) {
            known.remove(region);
            return Optional.empty();
        }
    }

    private Optional<X509Certificate> read(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile() || attributes.size() > LONGEST_FILE) {
            LOG.log(Level.WARNING, "{0} is not trusted: not a file of at most {1} bytes", file, LONGEST_FILE);
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyRules.refusal(certificate, Date.from(clock.instant()))
                    .ifPresent(reason -> LOG.log(Level.WARNING, "{0} is not trusted, {1}", file, reason));
            return Optional.of(certificate);
        } catch (CertificateException e) {
            LOG.log(Level.WARNING, "{0} is not trusted, no X.509 certificate in PEM: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** The file key is the inode where there is one, so that a replacement of equal size and time is seen. */
    private record Known(FileTime modified, long size, Object fileKey, Optional<X509Certificate> certificate) {

        boolean isOf(BasicFileAttributes now) {
            return modified.equals(now.lastModifiedTime())
                    && size == now.size()
                    && Objects.equals(fileKey, now.fileKey());
        }
    }
}
