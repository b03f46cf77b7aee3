/** The settings of the extension, read once. */
package io.multiregion.replication.config;
