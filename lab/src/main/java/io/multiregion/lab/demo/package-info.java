/** What a newcomer sees: a realm that lives in two regions, and whose role of primary moves. */
package io.multiregion.lab.demo;
