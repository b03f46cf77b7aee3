/** What is secret, and how one secret is sealed at one place. */
package io.multiregion.engine.secret;
