package io.soletape.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soletape.http.HttpCaller;
import io.soletape.http.Sleeper;
import io.soletape.lake.LakeException;
import io.soletape.platform.PlatformApi;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    // An executor's own configuration knows neither the application's settings nor its jar.
    Landing landing =
        Landing.at(
            context.landing(),
            context.runId(),
            SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
    Worker worker = new Worker(SparkEnv.get().executorId(), TaskContext.get().taskAttemptId());
    int callers = context.inFlight() * context.apis().size();
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try (HttpCaller http = new HttpCaller(CONNECT_TIMEOUT, context.callTimeout(), callers)) {
      CompletionService<Integer> calling = new ExecutorCompletionService<>(pool);
      for (PlatformApi api : context.apis().values()) {
        Lane lane =
            new Lane(api.platform(), worker, FetchPlugin::ask, Sleeper.real(), System::nanoTime);
        RequestCaller caller = caller(api, http, lane, answer -> land(answer, landing));
        Opening opening = new Opening(() -> http.prepare(api.address()));
        for (int place = 0; place < context.inFlight(); place++) {
          calling.submit(
              () -> {
                opening.first();
                return callUntilDone(caller, lane);
              });
        }
      }
      for (int ended = 0; ended < callers; ended++) {
        result(calling.take());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private RequestCaller caller(
      PlatformApi api, HttpCaller http, Lane lane, RequestCaller.Keeper keeper) {
    return new RequestCaller(
        api,
        http,
        lane,
        keeper,
        context.retries(),
        Sleeper.real(),
        Clock.systemUTC(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  // Who has waited for the turn makes the call: a thread that was handed it would leave late.
  private static int callUntilDone(RequestCaller caller, Lane lane) throws InterruptedException {
    int called = 0;
    Lane.Pass pass = lane.next();
    while (pass instanceof Lane.Pass.Free free) {
      caller.call(free.assignment().orElseThrow(), free.due());
      called++;
      pass = lane.next();
    }
    return called;
  }

  private Optional<String> land(Answer answer, Landing landing) {
    try {
      landing.put(answer.assignment().requestId(), answer.isFailure(), answer.toJsonLine(context));
      return Optional.empty();
    } catch (LakeException e) {
      return Optional.of(e.getMessage());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void result(Future<Integer> ended) throws InterruptedException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A caller failed: " + e.getCause().getMessage(), e);
    }
  }

  /** What must be done once before anybody calls. */
  private static final class Opening {
    private final Runnable work;
    private boolean isDone;

    private Opening(Runnable work) {
      this.work = work;
    }

    // Who asks for a turn and then loads classes makes everybody wait who comes after him.
    private synchronized void first() {
      if (!isDone) {
        work.run();
        isDone = true;
      }
    }
  }
}
