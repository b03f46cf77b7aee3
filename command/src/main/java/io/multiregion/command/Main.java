package io.multiregion.command;

/** What {@code java -jar} starts. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(System.in, System.out, System.console() != null);
        System.exit(new Program(System.getenv(), terminal).run(arguments));
    }
}
