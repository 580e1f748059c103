package io.soletape.sandbox;

/**
 * What the sandbox counted since its start or the last reset.
 *
 * @param fx the ECB's reference rates
 */
public record SandboxStats(PlatformStats stockx, PlatformStats alias, PlatformStats fx) {}
