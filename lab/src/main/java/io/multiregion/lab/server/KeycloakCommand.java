package io.multiregion.lab.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a Keycloak server as {@code kc.sh} would put it together, without the shell around it: so that the process that is
 * started is the server itself, and a signal to it reaches the server.
 */
public record KeycloakCommand(Path home) {

    private static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx700m",
            "-XX:MetaspaceSize=96M",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djava.security.egd=file:/dev/urandom",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dpicocli.disable.closures=true",
            "-Dh2.bindAddress=127.0.0.1",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    /** Starts sooner and runs slower: for stories. With the system property {@code lab.steady} servers run as they do elsewhere. */
    private static final List<String> QUICK = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            // room for what a start leaves behind
            "-Xms500m",
            "-Xmn250m",
            // the bytes of its classes are those of the distribution: a tenth of a start is for looking at them
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private static final List<String> STEADY = List.of("-XX:+UseG1GC");

    public static boolean isSteady() {
        return Boolean.getBoolean("lab.steady");
    }

    public List<String> start(List<String> arguments) {
        return of("start", arguments);
    }

    public List<String> export(List<String> arguments) {
        return of("export", arguments);
    }

    /** Imports what an export has written. */
    public List<String> importing(List<String> arguments) {
        return of("import", arguments);
    }

    /** Makes an administrator who is only to come in. */
    public List<String> bootstrapAdmin(List<String> arguments) {
        var line = new ArrayList<>(List.of("--no-prompt"));
        line.addAll(arguments);
        var command = of("bootstrap-admin", line);
        command.add(command.indexOf("bootstrap-admin") + 1, "user");
        return command;
    }

    private List<String> of(String command, List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(java().toString());
        line.addAll(JVM);
        line.addAll(isSteady() ? STEADY : QUICK);
        line.add("-Dkc.home.dir=" + home);
        line.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        line.add("-cp");
        line.add(home.resolve("lib/quarkus-run.jar").toString());
        line.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        line.add(command);
        line.add("--optimized");
        line.addAll(arguments);
        if (!isSteady() && arguments.stream().noneMatch(argument -> argument.startsWith("--shutdown-delay="))) {
            // there is no load balancer that a stopped server has to wait for
            line.add("--shutdown-delay=0s");
        }
        return line;
    }

    /** That of this JVM, or of another one by the system property {@code lab.java}: the home of a JDK. */
    private static Path java() {
        return Path.of(System.getProperty("lab.java", System.getProperty("java.home")), "bin", "java");
    }
}
