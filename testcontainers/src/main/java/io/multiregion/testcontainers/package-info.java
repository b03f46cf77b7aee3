/** Two regions in containers, for the tests of applications. */
package io.multiregion.testcontainers;
