/** What this machine gives: programs, ports, and waiting with an end. */
package io.multiregion.lab.machine;
