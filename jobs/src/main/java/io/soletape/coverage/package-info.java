/** The expected universe of a run, held against what arrived, with the reason for each hole. */
package io.soletape.coverage;
