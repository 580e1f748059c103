/**
 * What every platform offers to the pipeline: requests that it can answer and credentials. A third
 * platform is one package beside {@code stockx} that implements these.
 */
package io.soletape.platform;
