package io.multiregion.command.server;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a token is had.
 *
 * @param realm where the sign-in is
 * @param form what is posted there; empty if a token was given
 * @param given the token that was given, as it is now: its file may be written anew
 */
public record Login(String realm, Map<String, String> form, Supplier<Optional<String>> given) {}
