package io.multiregion.replication.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** A theme whose templates and resources are files in a directory. */
record WrittenTheme(Theme.Type type, Path directory) implements Theme {

    @Override
    public String getName() {
        return "written";
    }

    @Override
    public String getParentName() {
        return null;
    }

    @Override
    public String getImportName() {
        return null;
    }

    @Override
    public Type getType() {
        return type;
    }

    @Override
    public URL getTemplate(String name) throws IOException {
        Path file = directory.resolve(name);
        return Files.exists(file) ? file.toUri().toURL() : null;
    }

    @Override
    public InputStream getResourceAsStream(String path) throws IOException {
        Path file = directory.resolve(path);
        return Files.exists(file) ? Files.newInputStream(file) : null;
    }

    @Override
    public Properties getMessages(Locale locale) {
        return new Properties();
    }

    @Override
    public Properties getMessages(String baseBundlename, Locale locale) {
        return new Properties();
    }

    @Override
    public Properties getEnhancedMessages(RealmModel realm, Locale locale) {
        return new Properties();
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }
}
