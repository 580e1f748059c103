package io.soletape.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soletape.http.HttpCaller;
import io.soletape.http.Sleeper;
import io.soletape.lake.LakeException;
import io.soletape.market.Platform;
import io.soletape.platform.PlatformApi;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * One task of a fetch: takes requests from the desk, calls several at once and both platforms side
 * by side, and lands each answer. It ends when the desk has nothing more to do.
 */
final class FetchWorker implements ForeachPartitionFunction<Long> {

  private static final long serialVersionUID = 1L;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final FetchContext context;

  FetchWorker(FetchContext context) {
    this.context = context;
  }

  @Override
  public void call(Iterator<Long> numbers) throws InterruptedException {
    Landing landing = Landing.at(context.landing(), SparkHadoopUtil.get().conf());
    Worker worker = new Worker(SparkEnv.get().executorId(), TaskContext.get().taskAttemptId());
    int callers = context.inFlight() * context.apis().size();
    ExecutorService pool = Executors.newCachedThreadPool();
    try (HttpCaller http = new HttpCaller(CONNECT_TIMEOUT, context.callTimeout(), callers)) {
      List<Callable<Integer>> lanes = new ArrayList<>();
      for (PlatformApi api : context.apis().values()) {
        lanes.add(() -> serve(api, worker, http, landing, pool));
      }
      awaitAll(pool, lanes);
    } finally {
      pool.shutdownNow();
    }
  }

  private int serve(
      PlatformApi api, Worker worker, HttpCaller http, Landing landing, ExecutorService pool)
      throws InterruptedException {
    Platform platform = api.platform();
    Lane lane = new Lane(platform, worker, FetchPlugin::ask, Sleeper.real(), System::nanoTime);
    RequestCaller caller =
        new RequestCaller(
            api,
            http,
            lane,
            context.retries(),
            Sleeper.real(),
            Clock.systemUTC(),
            () -> ThreadLocalRandom.current().nextDouble());
    CompletionService<Integer> calls = new ExecutorCompletionService<>(pool);
    Semaphore places = new Semaphore(context.inFlight());
    int underWay = 0;
    places.acquire();
    Lane.Pass pass = lane.next();
    while (pass instanceof Lane.Pass.Free free) {
      calls.submit(() -> callOne(free, caller, lane, landing, places));
      underWay += 1 - ended(calls);
      places.acquire();
      pass = lane.next();
    }
    for (; underWay > 0; underWay--) {
      result(calls.take());
    }
    return underWay;
  }

  // Looked at as they end, so that a fault is noticed at once and nothing piles up.
  private static int ended(CompletionService<Integer> calls) throws InterruptedException {
    int ended = 0;
    Optional<Future<Integer>> call = Optional.ofNullable(calls.poll());
    while (call.isPresent()) {
      result(call.get());
      ended++;
      call = Optional.ofNullable(calls.poll());
    }
    return ended;
  }

  private int callOne(
      Lane.Pass.Free first, RequestCaller caller, Lane lane, Landing landing, Semaphore places)
      throws InterruptedException, JsonProcessingException {
    try {
      Assignment assignment = first.assignment().orElseThrow();
      Optional<Answer> answer = caller.call(assignment, first.credentials());
      if (answer.isPresent()) {
        land(answer.get(), lane, landing);
      }
      return 1;
    } finally {
      places.release();
    }
  }

  private void land(Answer answer, Lane lane, Landing landing) throws JsonProcessingException {
    String requestId = answer.assignment().requestId();
    try {
      landing.put(requestId, answer.isFailure(), answer.toJsonLine(context));
      lane.ended(requestId, answer.outcome());
    } catch (LakeException e) {
      // Another call would be lost in the same way.
      lane.unlanded(e.getMessage());
    }
  }

  private static void awaitAll(ExecutorService pool, List<Callable<Integer>> lanes)
      throws InterruptedException {
    CompletionService<Integer> serving = new ExecutorCompletionService<>(pool);
    lanes.forEach(serving::submit);
    for (int ended = 0; ended < lanes.size(); ended++) {
      result(serving.take());
    }
  }

  private static void result(Future<Integer> ended) throws InterruptedException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A caller failed: " + e.getCause().getMessage(), e);
    }
  }
}
