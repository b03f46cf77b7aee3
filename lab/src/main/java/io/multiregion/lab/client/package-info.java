/** Who talks to a server by HTTP: administrators, applications, browsers, and crowds of users. */
package io.multiregion.lab.client;
