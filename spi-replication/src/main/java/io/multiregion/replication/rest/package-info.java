/** The endpoints for operators. */
package io.multiregion.replication.rest;
