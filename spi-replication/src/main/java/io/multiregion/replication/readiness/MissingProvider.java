package io.multiregion.replication.readiness;

/**
 * Something that a realm uses and this server does not have.
 *
 * @param what what it is: authenticator, protocol mapper, theme, vault entry...
 * @param id its id or name
 * @param where one place in the realm that uses it
 */
record MissingProvider(String what, String id, String where) {}
