package io.multiregion.replication.lockout;

import org.keycloak.common.util.Time;
import org.keycloak.models.UserLoginFailureModel;

/** The failed sign-ins of a user in all regions, as Keycloak asks for them. What Keycloak changes is this region's own part. */
final class CountedFailures implements UserLoginFailureModel {

    private final AttackBudget budget;

    CountedFailures(AttackBudget budget) {
        this.budget = budget;
    }

    @Override
    public String getId() {
        return budget.realmId() + ":" + budget.userId();
    }

    @Override
    public String getUserId() {
        return budget.userId();
    }

    @Override
    public int getFailedLoginNotBefore() {
        return budget.all().notBefore();
    }

    @Override
    public void setFailedLoginNotBefore(int notBefore) {
        budget.held().lockOutUntil(notBefore);
    }

    @Override
    public int getNumFailures() {
        return budget.all().failures();
    }

    @Override
    public void incrementFailures() {
        budget.failed();
    }

    @Override
    public int getNumTemporaryLockouts() {
        return budget.all().lockouts();
    }

    @Override
    public void incrementTemporaryLockouts() {
        budget.held().oneLockoutMore();
    }

    /** After each sign-in: where only codes have failed, there is nothing to write. */
    @Override
    public void clearFailures() {
        if (budget.all().lastFailure() > 0) {
            budget.held().clear();
        }
    }

    @Override
    public long getLastFailure() {
        return budget.all().lastFailure();
    }

    @Override
    public void setLastFailure(long lastFailure) {
        budget.held().failedAt(lastFailure);
    }

    @Override
    public String getLastIPFailure() {
        return budget.all().lastIp();
    }

    @Override
    public void setLastIPFailure(String ip) {
        budget.held().failedFrom(ip);
    }

    @Override
    public int getNumSecondaryAuthFailures() {
        return budget.all().codes();
    }

    @Override
    public void incrementSecondaryAuthFailures() {
        budget.held().oneCodeMore(Time.currentTimeMillis());
    }

    @Override
    public void clearPrimaryAndSecondaryAuthFailures() {
        clearFailures();
        if (budget.all().codes() > 0) {
            budget.held().clearCodes();
        }
    }
}
