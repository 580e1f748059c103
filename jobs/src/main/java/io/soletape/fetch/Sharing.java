package io.soletape.fetch;

import io.soletape.plan.Planned;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a fetch has to do with others. Thread-safe: the desk asks from threads of its own. */
final class Sharing implements SharedSlot {
  private final Claims claims;
  private final Landing landing;
  private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
  private final Set<String> committed = ConcurrentHashMap.newKeySet();

  Sharing(Claims claims, Landing landing) {
    this.claims = claims;
    this.landing = landing;
  }

  @Override
  public boolean hasLanded(String requestId) {
    return landing.has(requestId) || committed.contains(requestId);
  }

  @Override
  public boolean claims(String requestId) {
    boolean isOurs = claims.take(requestId);
    if (!isOurs) {
      elsewhere.add(requestId);
    }
    return isOurs;
  }

  @Override
  public void releases(String requestId) {
    claims.release(requestId);
  }

  /** Says that this run is about in the slot. */
  void arrive() {
    claims.arrive();
  }

  /** Claims what nobody asks any more; tells whether one of them is this run's now. */
  boolean takesOver(List<Planned> left) {
    return claims.takeOver(left.stream().map(Planned::requestId).toList());
  }

  /** Requests that others asked since this was last told. */
  Set<String> elsewhere() {
    Set<String> told = Set.copyOf(elsewhere);
    elsewhere.clear();
    return told;
  }

  /** Told before the files go: what is neither here nor there would be asked again. */
  void commits(List<String> requestIds) {
    committed.addAll(requestIds);
  }

  /** These are in bronze, and their files are gone. */
  void forgets(List<String> requestIds) {
    claims.forget(requestIds);
  }

  /** Says that this run asks nothing more. */
  void leave() {
    claims.leave();
  }
}
