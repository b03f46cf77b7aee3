/** What people see of a read-only copy: pages that offer only what can be done there. */
package io.multiregion.replication.page;
