/**
 * One HTTP call and the decision what follows from it: an outcome is a value, a retry policy is a
 * pure function. Knows no platform.
 */
package io.soletape.http;
