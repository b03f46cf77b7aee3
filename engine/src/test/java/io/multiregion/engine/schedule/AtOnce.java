package io.multiregion.engine.schedule;

/** What is to be done is done by whoever asks for it. */
class AtOnce extends Threadless {

    @Override
    public final void execute(Runnable task) {
        task.run();
    }
}
