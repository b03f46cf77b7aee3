/** The two endpoints: one for operators, one for other regions. */
package io.multiregion.replication.wiring.rest;
