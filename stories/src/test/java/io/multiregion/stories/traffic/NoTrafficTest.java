package io.multiregion.stories.traffic;

import io.multiregion.engine.traffic.TrafficSwitch;

/** With health checks in front, nothing is moved from here. */
final class NoTrafficTest extends TrafficContract {

    @Override
    TrafficSwitch traffic() {
        return TrafficSwitch.none();
    }

    @Override
    String destination() {
        return "where health checks send them";
    }

    @Override
    String here() {
        return "where health checks send them";
    }
}
