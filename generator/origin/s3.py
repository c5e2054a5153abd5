"""Publishing to storage that speaks S3.

In: the origin's folder and a bucket.  Out: the bucket brought up to date: what is new first, the
timestamp after all else, what is gone last.  The timestamp is written only if nobody has written
it since it was read (If-Match, If-None-Match), so two publishers cannot mix their editions.
"""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from generator.origin.publish import LAST
from generator.signing.faults import Fault

WORKERS = 8
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"
TYPES = {".json": "application/json", ".txt": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class Bucket:
    """A bucket, the prefix below which everything goes, and the client that speaks to it."""

    client: Any
    name: str
    prefix: str


def open_bucket(target: str, endpoint: str | None, **settings: Any) -> Bucket:
    """The bucket behind ``s3://bucket/prefix``; keys come from where boto3 looks for them."""
    name, _, prefix = target.removeprefix("s3://").partition("/")
    config = Config(
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"max_attempts": 4, "mode": "standard"},
        max_pool_connections=WORKERS,
    )
    client = boto3.client("s3", endpoint_url=endpoint, config=config, **settings)
    return Bucket(client, name, f"{prefix.strip('/')}/" if prefix.strip("/") else "")


def publish(folder: Path, bucket: Bucket) -> int:
    """Bring the bucket up to date; how many files were sent."""
    try:
        return _publish(folder, bucket)
    except ClientError as fault:
        code = fault.response.get("Error", {}).get("Code", "")
        if code in ("PreconditionFailed", "ConditionalRequestConflict", "412"):
            raise Fault(
                "changed-here", "Có người khác vừa công bố lên kho này; hãy xem lại rồi chạy lại."
            ) from fault
        raise Fault("network", f"Kho S3 từ chối: {fault}.") from fault
    except BotoCoreError as fault:
        raise Fault("network", f"Không liên lạc được kho S3: {fault}.") from fault


def _publish(folder: Path, bucket: Bucket) -> int:
    there = listing(bucket)
    names = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    with ThreadPoolExecutor(WORKERS) as pool:
        send = partial(_put, folder, bucket, there)
        sent = sum(pool.map(send, [name for name in names if name != LAST]))
    sent += _put_timestamp(folder, bucket, there.get(LAST))
    for name in sorted(there.keys() - set(names)):
        bucket.client.delete_object(Bucket=bucket.name, Key=bucket.prefix + name)
    return sent


def listing(bucket: Bucket) -> dict[str, str]:
    """What the bucket has below the prefix: name -> ETag."""
    found: dict[str, str] = {}
    pages = bucket.client.get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=bucket.name, Prefix=bucket.prefix):
        for item in page.get("Contents", []):
            found[item["Key"].removeprefix(bucket.prefix)] = item["ETag"].strip('"')
    return found


def _put(folder: Path, bucket: Bucket, there: dict[str, str], name: str) -> bool:
    """Send a file unless it is there; what has its hash in its name is never looked at twice."""
    if name in there:
        if name.startswith("objects/") or _same(folder / name, there[name]):
            return False
        if name.startswith("metadata/"):
            raise Fault("changed-here", f"Kho đã có {name} khác: có người khác vừa công bố.")
    # A numbered metadata file is written once and never again, so two publishers collide here.
    condition = {"IfNoneMatch": "*"} if name.startswith("metadata/") else {}
    _send(folder, bucket, name, condition)
    return True


def _put_timestamp(folder: Path, bucket: Bucket, etag: str | None) -> bool:
    if etag and _same(folder / LAST, etag):
        return False
    try:
        _send(folder, bucket, LAST, {"IfMatch": f'"{etag}"'} if etag else {"IfNoneMatch": "*"})
    except ClientError as fault:
        if fault.response.get("Error", {}).get("Code") != "NotImplemented":
            raise
        # Some stores know If-None-Match alone: then look once more, as late as possible.
        head = bucket.client.head_object(Bucket=bucket.name, Key=bucket.prefix + LAST)
        if head["ETag"].strip('"') != etag:
            raise Fault("changed-here", "Có người khác vừa công bố lên kho này.") from fault
        _send(folder, bucket, LAST, {})
    return True


def _send(folder: Path, bucket: Bucket, name: str, condition: dict[str, str]) -> None:
    bucket.client.put_object(
        Bucket=bucket.name,
        Key=bucket.prefix + name,
        Body=(folder / name).read_bytes(),
        ContentType=_type(name),
        CacheControl=FOREVER if name.startswith(("objects/", "packs/", "targets/")) else BRIEFLY,
        **condition,
    )


def _same(path: Path, etag: str) -> bool:
    """Whether the content is what the ETag says; that is its MD5 where it was sent in one piece."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() == etag


def _type(name: str) -> str:
    return TYPES.get(Path(name).suffix, "application/octet-stream")
