package io.soletape.fetch;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Tells the desk when workers are lost, so that others get what they had. */
final class DeskWatch extends SparkListener {

  private final FetchDesk desk;

  DeskWatch(FetchDesk desk) {
    this.desk = desk;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    desk.lostAttempt(end.taskInfo().taskId());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    desk.lostExecutor(removed.executorId());
  }
}
