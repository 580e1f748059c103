/**
 * Silver turns raw answers into rows and knows nothing of HTTP: quotes as told, and what was
 * refused. Pure functions of bronze and the catalogue.
 */
package io.soletape.silver;
