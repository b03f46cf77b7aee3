/** Whether two regions have the same of a realm, row by row and by their exports. */
package io.multiregion.lab.compare;
