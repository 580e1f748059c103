/**
 * The product's own figures: each scenario starts the product as its users do, as processes, and
 * judges it by what the sandbox counted.
 */
package io.soletape.bench;
