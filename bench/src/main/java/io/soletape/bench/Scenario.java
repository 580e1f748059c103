package io.soletape.bench;

import java.util.List;

/** Something that the product is put through. */
interface Scenario {

  /** As it is called on the command line. */
  String name();

  /** What its figures show, in one line. */
  String shows();

  /**
   * Puts the product through it.
   *
   * @throws Exception if the scenario itself could not be carried out; what the product does wrong
   *     is told by figures that do not hold
   */
  List<Figure> run(Trial trial) throws Exception;
}
