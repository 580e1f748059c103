/**
 * What buying and selling costs besides the price: the dated fees that the user keeps in a file.
 */
package io.soletape.fees;
