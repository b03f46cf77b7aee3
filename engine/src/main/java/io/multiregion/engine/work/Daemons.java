package io.multiregion.engine.work;

import java.util.concurrent.ThreadFactory;

/** Makes threads that keep no server alive, and find this extension's classes. */
record Daemons(String name) implements ThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Daemons.class.getClassLoader());
        return thread;
    }
}
