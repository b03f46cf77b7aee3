package io.multiregion.key.pkcs11;

import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.Program;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A real SoftHSM2 with two tokens, filled with the commands that the documentation gives. */
final class SoftHsm {

    static final String PIN = "48151623";
    static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    private final Program tool;
    private final Path directory;
    private final CertificateIssuer issuer = new CertificateIssuer();

    SoftHsm() throws IOException {
        String configuration = System.getenv("SOFTHSM2_CONF");
        if (configuration == null) {
            throw new IllegalStateException(
                    "set SOFTHSM2_CONF to a file that is not there yet, as this module's pom.xml does");
        }
        Program softhsm = Program.of("softhsm2-util", "softhsm2");
        tool = Program.of("pkcs11-tool", "opensc");
        directory = Path.of(configuration).toAbsolutePath().getParent();
        empty();
        Path tokens = Files.createDirectories(directory.resolve("tokens"));
        Files.writeString(
                Path.of(configuration),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        for (String label : new String[] {"other", "mr eu"}) {
            softhsm.run("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "12345678");
        }
    }

    void pair(String label, String kind, String id) throws Exception {
        tool("--keypairgen", "--key-type", kind, "--label", label, "--id", id);
        Path file = directory.resolve(label + ".der");
        tool("--read-object", "--type", "pubkey", "--id", id, "--output-file", file.toString());
        PublicKey key = KeyFactory.getInstance(kind.substring(0, kind.indexOf(':')))
                .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(file)));
        Files.write(file, issuer.certificate(label, key).getEncoded());
        tool("--write-object", file.toString(), "--type", "cert", "--label", label, "--id", id);
    }

    void secret(String label, String id) {
        tool("--keygen", "--key-type", "AES:32", "--sensitive", "--label", label, "--id", id);
    }

    String tool(String... arguments) {
        return tool.run(Stream.concat(
                        Stream.of("--module", MODULE.toString(), "--token-label", "mr eu", "--pin", PIN),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** The module is gone for this process, with all its sessions. */
    void goAway() throws Exception {
        call("C_Finalize", Object.class, null);
    }

    /** It is there again, and knows nothing of former sessions. */
    void comeBack() throws Exception {
        Class<?> type = Class.forName("sun.security.pkcs11.wrapper.CK_C_INITIALIZE_ARGS");
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object arguments = constructor.newInstance();
        type.getField("flags").setLong(arguments, 2); // CKF_OS_LOCKING_OK
        call("C_Initialize", Object.class, arguments);
    }

    private static void call(String name, Class<?> argument, Object value) throws Exception {
        Class<?> type = Class.forName("sun.security.pkcs11.wrapper.PKCS11");
        Field modules = type.getDeclaredField("moduleMap");
        modules.setAccessible(true);
        Method method = type.getDeclaredMethod(name, argument);
        method.setAccessible(true);
        method.invoke(((Map<?, ?>) modules.get(null)).get(MODULE.toString()), value);
    }

    private void empty() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
