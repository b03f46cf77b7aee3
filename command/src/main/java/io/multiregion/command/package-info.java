/** {@code kc-regions}: what operators ask of a realm's regions, from a terminal or a monitoring system. */
package io.multiregion.command;
