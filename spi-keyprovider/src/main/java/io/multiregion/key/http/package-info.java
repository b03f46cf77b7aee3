/** Calls to key services over HTTP: bounded in time and size, tried again when that may help. */
package io.multiregion.key.http;
